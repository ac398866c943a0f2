import type { Installer } from '../../operator/install/installer.ts';
import type { ClusterSession } from '../clusters/cluster-session.ts';
import type { InstallationPorts } from './installation-ports.ts';

/** What is installed in the cluster of a session; null where nothing is, or where that may not be seen. */
export type Installed = (
  session: ClusterSession,
  signal: AbortSignal,
) => Promise<{ state: 'applying' | 'complete'; version: string } | null>;

/** Looks, and sees to it that an operator that belongs to this machine runs while Slipway does. */
export function createInstalled({ installer, local, log }: InstallationPorts): Installed {
  async function keepOperator(
    { info }: ClusterSession,
    { options }: NonNullable<Awaited<ReturnType<Installer['installed']>>>,
    signal: AbortSignal,
  ) {
    try {
      const onLine = (line: string): void => log.debug({ cluster: info.name, line }, 'local operator');
      await local.start(info.name, options, { onLine, signal });
    } catch (error) {
      log.warn({ cluster: info.name, err: error }, 'local operator not started, will be tried again');
    }
  }

  return async (session, signal) => {
    const record = await installer(session.cluster).installed({ signal });
    if (!record) return null;
    const { name } = session.info;
    const isOurs = local.belongHere(name) && record.options.operator === 'local' && record.state === 'complete';
    if (isOurs && !local.isRunning(name)) void keepOperator(session, record, signal);
    return { state: record.state, version: record.version };
  };
}
