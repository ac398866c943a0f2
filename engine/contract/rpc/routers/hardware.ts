import { z } from 'zod';
import { clusterDevices, machineView } from '../../views/device.ts';
import { nodeView } from '../../views/node.ts';
import { always, clusterProcedure, procedure, router } from '../procedure.ts';

export const hardwareRouter = router({
  /** Of the machine that the engine runs on. */
  thisMachine: procedure
    .input(z.object({ refresh: z.boolean().optional() }).optional())
    .output(machineView)
    .query(({ ctx, input }) => ctx.services.machine.thisMachine(input)),
  nodes: clusterProcedure.output(z.array(nodeView)).query(({ ctx }) => ctx.on.hardware.nodes()),
  devices: clusterProcedure.output(clusterDevices).query(({ ctx }) => ctx.on.hardware.devices()),
  watchNodes: clusterProcedure.subscription(async function* ({ ctx, signal }) {
    yield* ctx.on.hardware.watchNodes(always(signal));
  }),
});
