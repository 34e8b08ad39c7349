import type { Range } from './picture-filter.js'

export interface RangeFieldProps {
  label: string
  range: Range
  /** What the numbers in the fields are of the range's: 100 for percent. */
  scale?: number
  onChange(range: Range): void
}

/** Two fields for the ends of a range; an empty one does not limit. */
export function RangeField({ label, range, scale = 1, onChange }: RangeFieldProps) {
  const field = (end: keyof Range, name: string) => (
    <input
      type="number"
      min="0"
      step="any"
      inputmode="decimal"
      aria-label={`${label}, ${name}`}
      placeholder={name}
      value={range[end] === undefined ? '' : String(Math.round(range[end] * scale * 1000) / 1000)}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...range, [end]: value === '' ? undefined : Number(value) / scale })
      }
    />
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside its fields.
    <div class="field range" role="group" aria-label={label}>
      <span>{label}</span>
      {field('from', 'from')}
      {field('to', 'to')}
    </div>
  )
}
