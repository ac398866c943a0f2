/**
 * Machines for tests of the probes. Their tools are real programs in a folder of the test's own, scripts that print a saved
 * output: the vendors' tools need the vendors' hardware, and what is tested is that a program is run, limited and read.
 */
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../../clusters/clock.ts';
import type { MachineView } from '../../../../engine/contract/views/device.ts';
import { detectMachine } from '../../../../engine/hardware/probes/detect.ts';
import type { ProbeHost } from '../../../../engine/hardware/probes/probe.ts';
import { fixtureFiles, gpus } from '../../../helpers/captures.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

export interface TestMachine extends AsyncDisposable {
  /** Puts a tool on the PATH. `script`: what /bin/sh runs. */
  tool(name: string, script: string, mode?: number): Promise<void>;
  /** Puts a tool on the PATH that prints the text of the first pattern that fits what it is asked. */
  answers(name: string, answers: readonly Answer[]): Promise<void>;
  /** Puts a file below the root: `sys/bus/pci/devices/0000:01:00.0/class`. */
  file(path: string, text: string): Promise<void>;
  link(path: string, target: string): Promise<void>;
  detect(options?: Partial<ProbeHost>): Promise<MachineView>;
}

export interface Answer {
  /** As the shell matches it: `*memory.total*`. */
  readonly to: string;
  readonly text: string;
  readonly exitCode?: number;
}

export async function testMachine(): Promise<TestMachine> {
  const folder = await temporaryFolder();
  const [root, tools] = [join(folder.path, 'root'), join(folder.path, 'tools')];
  await Promise.all([mkdir(root), mkdir(tools)]);
  const host: ProbeHost = { platform: 'linux', root, environment: { PATH: tools }, limit: 10_000, gpus, clock: systemClock };
  const writeTool = async (name: string, script: string, mode = 0o755): Promise<void> => {
    await writeFile(join(tools, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(tools, name), mode);
  };
  return {
    tool: writeTool,
    async answers(name, answers) {
      const cases = answers.map(async ({ to, text, exitCode = 0 }, index) => {
        const output = join(folder.path, `${name}-${index}`);
        await writeFile(output, text);
        return `${to}) /bin/cat ${output}; exit ${exitCode} ;;`;
      });
      await writeTool(name, `case "$*" in ${(await Promise.all(cases)).join(' ')} esac`);
    },
    async file(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    async link(path, target) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await symlink(target, join(root, path));
    },
    detect: (options) => detectMachine({ hostname: 'test', memoryMiB: 1024 }, { ...host, ...options }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** The AMD machine of the fixtures: an MI300X in two, an MI325X, and a card that does not compute. */
export async function putAmdTree(machine: TestMachine): Promise<void> {
  for (const { path, text } of fixtureFiles('amd/sys-dpx')) await machine.file(join('sys', path), text);
}

/** A device on the PCI bus, with the driver that has it. */
export async function putPciDevice(
  machine: TestMachine,
  address: string,
  device: { class: string; vendor: string; device: string; driver?: string },
) {
  const folder = `sys/bus/pci/devices/${address}`;
  for (const name of ['class', 'vendor', 'device'] as const) await machine.file(`${folder}/${name}`, `${device[name]}\n`);
  if (device.driver) await machine.link(`${folder}/driver`, `../../../../bus/pci/drivers/${device.driver}`);
}
