/** Why an option was chosen or not, in one word: those that AIM's operator writes, and what arithmetic adds. */
export type ReasonCode =
  | 'BestMatch'
  | 'LowerPreferenceRank'
  /** As good as another in everything that counts. */
  | 'EquallyGood'
  /** Its publisher calls it unoptimized or general: run only where it is named. */
  | 'UnoptimizedFiltered'
  /** The endpoint asks for another count, format, engine or GPU. */
  | 'OverridesNotMatched'
  | 'SizeSwitchedOff'
  | 'RequiredGpuNotInCluster'
  | 'NotEnoughGpusOnANode'
  /** Its arguments say another number of GPUs than it asks for. */
  | 'ArgumentsContradict'
  | 'DoesNotFit'
  | 'Incompatible'
  | 'SizeUnknown';
