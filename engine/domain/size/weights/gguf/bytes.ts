/** Reading little-endian values one after the other. Past the end everything is undefined: the header was cut off. */

export class Bytes {
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** True where so many more bytes are there. */
  has(length: number): boolean {
    return this.#position + length <= this.#view.byteLength;
  }

  skip(length: number): boolean {
    if (!this.has(length)) return false;
    this.#position += length;
    return true;
  }

  u8(): number | undefined {
    return this.#read(1, (at) => this.#view.getUint8(at));
  }
  i8(): number | undefined {
    return this.#read(1, (at) => this.#view.getInt8(at));
  }
  u16(): number | undefined {
    return this.#read(2, (at) => this.#view.getUint16(at, true));
  }
  i16(): number | undefined {
    return this.#read(2, (at) => this.#view.getInt16(at, true));
  }
  u32(): number | undefined {
    return this.#read(4, (at) => this.#view.getUint32(at, true));
  }
  i32(): number | undefined {
    return this.#read(4, (at) => this.#view.getInt32(at, true));
  }
  f32(): number | undefined {
    return this.#read(4, (at) => this.#view.getFloat32(at, true));
  }
  f64(): number | undefined {
    return this.#read(8, (at) => this.#view.getFloat64(at, true));
  }
  /** Exact up to 2^53, which no count in a file reaches. */
  u64(): number | undefined {
    return this.#read(8, (at) => Number(this.#view.getBigUint64(at, true)));
  }
  i64(): number | undefined {
    return this.#read(8, (at) => Number(this.#view.getBigInt64(at, true)));
  }

  /** A length and so many bytes, of which what is not ASCII comes out garbled: names and keys have none. */
  text(): string | undefined {
    const length = this.u64();
    if (length === undefined) return undefined;
    return this.#read(length, (at) => Array.from({ length }, (_, index) => String.fromCharCode(this.#view.getUint8(at + index))).join(''));
  }

  skipText(): boolean {
    const length = this.u64();
    return length !== undefined && this.skip(length);
  }

  #read<Value>(length: number, at: (position: number) => Value): Value | undefined {
    const position = this.#position;
    return this.skip(length) ? at(position) : undefined;
  }
}
