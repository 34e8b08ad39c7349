export interface TagFilterProps {
  label: string
  /** Whether pictures must have the tag, must not, or may. */
  wanted: boolean | undefined
  onChange(wanted: boolean | undefined): void
}

/** A tag that pictures must have after one click, must not after two, and may after three. */
export function TagFilter({ label, wanted, onChange }: TagFilterProps) {
  const state = wanted === undefined ? 'any' : wanted ? 'with' : 'without'
  const next = { any: true, with: false, without: undefined }[state]
  return (
    <button
      type="button"
      class="chip"
      data-wanted={state}
      aria-pressed={wanted !== undefined}
      onClick={() => onChange(next)}
    >
      {wanted === undefined ? null : <span class="visually-hidden">{state} </span>}
      {label}
    </button>
  )
}
