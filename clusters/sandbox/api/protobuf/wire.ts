/** One field as it is on the wire: a number for varints, bytes for everything that has a length. */
export interface WireField {
  number: number;
  value: bigint | Uint8Array;
}

/** Reads the fields of a message in order; throws RangeError where the bytes end early. @see https://protobuf.dev/programming-guides/encoding/ */
export function readFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let position = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[position++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number in the protobuf message does not end');
  }

  function take(length: number): Uint8Array {
    if (position + length > bytes.length) throw new RangeError('the protobuf message ends early');
    position += length;
    return bytes.subarray(position - length, position);
  }

  while (position < bytes.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    const type = Number(tag & 7n);
    if (type === 0) fields.push({ number, value: varint() });
    else if (type === 1) fields.push({ number, value: take(8) });
    else if (type === 2) fields.push({ number, value: take(Number(varint())) });
    else if (type === 5) fields.push({ number, value: take(4) });
    else throw new RangeError(`the protobuf message has a field of an unknown wire type (${type})`);
  }
  return fields;
}
