import { SlipwayError } from '../../engine/contract/errors.ts';
import type { FlowView } from '../../engine/contract/views/flow.ts';
import { shortId } from './task-id.ts';

/** The flow when it has done what it should. Throws why it failed and what to do next, or `cancelled`. */
export function endedWell(flow: FlowView): FlowView {
  if (flow.state === 'done') return flow;
  if (flow.state === 'cancelled') throw new SlipwayError('cancelled', `${flow.title}: cancelled. What it had made was removed.`);
  const { code = 'internal', message = flow.message ?? `${flow.title} did not end.`, fix, problems = [] } = flow.error ?? {};
  const next = nextStep(flow);
  throw new SlipwayError(code, message, { fix: fix ? `${fix}\n${next}` : next, problems: [...problems] });
}

function nextStep(flow: FlowView): string {
  const id = shortId(flow);
  const log = `slipway tasks log ${id}`;
  return flow.can.resume ? `Go on with "slipway tasks resume ${id}"; its log: ${log}.` : `Its log: ${log}.`;
}
