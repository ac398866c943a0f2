import type { Duration } from '@marcbachmann/cel-js/evaluator';
import { addFunctions, type Functions, type Library } from './library.ts';
import { durationText, timestampText } from './text.ts';

/** Conversions of times, and the functions of text that may be called either way. */
export const conversionsLibrary: Library = (environment) => {
  const [timestamp, duration] = ['google.protobuf.Timestamp', 'google.protobuf.Duration'];
  const conversions: Functions = {
    [`string(${timestamp}): string`]: timestampText,
    [`string(${duration}): string`]: durationText,
    [`int(${timestamp}): int`]: (time: Date) => BigInt(Math.floor(time.getTime() / 1000)),
    [`int(${duration}): int`]: (one: Duration) => one.seconds,
    [`timestamp(${timestamp}): ${timestamp}`]: (time: Date) => time,
    [`duration(${duration}): ${duration}`]: (one: Duration) => one,
  };
  addFunctions(environment, conversions);
};
