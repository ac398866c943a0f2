/** One option, judged. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import { placesNow } from '../fleet/gpu-kinds.ts';
import type { Sizing } from '../size/size.ts';
import { notAskedFor, notPossibleHere } from './objections.ts';
import type { JudgedOption, Option } from './option.ts';
import type { ReasonCode } from './reason-code.ts';
import { bytesOf, sizeConfiguration } from './size-option.ts';

/** What speaks against an option: first what was asked for, then what the nodes have, then the arithmetic. */
export function judgeOption(option: Option, endpoint: Endpoint, catalog: Catalog): JudgedOption {
  const places = option.kind ? placesNow(option.kind, option.configuration.gpuCount) : 0;
  const other = notAskedFor(option, endpoint, catalog);
  if (other) return { ...option, ...other, verdict: 'incompatible', admitted: false, askedFor: false, places };
  const missing = notPossibleHere(option);
  if (missing || !option.kind)
    return { ...option, reason: '', ...missing, verdict: 'incompatible', admitted: false, askedFor: true, places };
  const { recipe, configuration, kind, arguments: words } = option;
  const sizing = sizeConfiguration({ recipe, gpuCount: configuration.gpuCount, words, gpu: kind.gpu, gpuBytes: bytesOf(kind) }, catalog);
  const { verdict, change } = sizing;
  const judged = { ...option, verdict, reason: reasonOf(option, sizing), change, sizing, places, askedFor: true };
  return { ...judged, code: codes[verdict], ...admission(option, endpoint, sizing) };
}

const codes: Readonly<Record<Sizing['verdict'], ReasonCode | undefined>> = {
  fits: undefined,
  does_not_fit: 'DoesNotFit',
  incompatible: 'Incompatible',
  unknown: 'SizeUnknown',
};

/** A table that says yes where arithmetic says no is named beside the numbers that say no. */
function reasonOf({ recipe, configuration }: Option, { verdict, reason, impossible }: Sizing): string {
  if (recipe.origin === 'generated' || !(impossible || verdict === 'does_not_fit')) return reason;
  const gpus = configuration.gpuCount === 1 ? 'one GPU suffices' : `${configuration.gpuCount} GPUs suffice`;
  return `The recipe says that ${gpus}, but ${impossible ? 'it cannot be' : 'by arithmetic it does not fit'}: ${reason}`;
}

/** Numbers that a person gave win, with a warning; what cannot be at all is refused whoever asked. */
function admission({ recipe }: Option, { recipe: wanted }: Endpoint, sizing: Sizing): Pick<JudgedOption, 'admitted' | 'warning'> {
  if (sizing.verdict === 'fits') return { admitted: true };
  if (sizing.impossible) return { admitted: false };
  const insisted = wanted.named !== undefined || wanted.gpuCount !== undefined;
  if (sizing.verdict === 'does_not_fit') {
    return insisted
      ? { admitted: true, warning: `It is tried because it was asked for, but it may not start: ${sizing.reason}` }
      : { admitted: false };
  }
  if (recipe.origin === 'cluster' || insisted)
    return { admitted: true, warning: `It is used as it is written, unchecked: ${sizing.reason}` };
  return { admitted: false };
}
