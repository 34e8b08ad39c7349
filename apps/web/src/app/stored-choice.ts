/** A choice of the visitor's that outlasts the visit. Where nothing may be stored, it lasts as long as the page. */
export interface StoredChoice<Value extends string> {
  read(): Value | undefined
  write(value: Value): void
}

/** Keeps one of `values` in this browser's local storage. */
export function storeChoice<Value extends string>(
  name: string,
  values: readonly Value[],
): StoredChoice<Value> {
  const key = `animegan.${name}`
  return {
    read: () => {
      try {
        const kept = localStorage.getItem(key)
        return values.find((value) => value === kept)
      } catch {
        return undefined
      }
    },
    write: (value) => {
      try {
        localStorage.setItem(key, value)
      } catch {}
    },
  }
}
