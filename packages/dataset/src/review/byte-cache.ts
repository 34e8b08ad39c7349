/** Keeps the values that were used last, up to so many bytes of them. */
export class ByteCache<Value extends { bytes: Uint8Array }> {
  readonly #limit: number
  /** The one that was used longest ago first. */
  readonly #values = new Map<string, Value>()
  #size = 0

  /** @param limit in bytes */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#remove(key)
    this.#values.set(key, value)
    this.#size += value.bytes.length
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#limit) return
      this.#remove(oldest)
    }
  }

  #remove(key: string): void {
    this.#size -= this.#values.get(key)?.bytes.length ?? 0
    this.#values.delete(key)
  }
}
