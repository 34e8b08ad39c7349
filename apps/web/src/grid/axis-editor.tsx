import { attributeLimits, type TagSchema } from '@animegan/core'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import { strongest, truncationLimits } from '../character/character-settings'
import { Panel } from '../controls/panel'
import { Select } from '../controls/select'
import { Slider } from '../controls/slider'
import chips from '../create/chips.module.css'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import { listModels } from '../models/model-list'
import { type Axis, mostSteps } from './axis'
import { useDescribeAxis } from './describe-axis'

interface AxisEditorProps {
  title: string
  schema: TagSchema
  axis: Axis
  /** Where an axis of seeds begins. */
  seed: number
  onChange(axis: Axis): void
}

/** What changes along rows or along columns, from where to where, and in how many steps. */
export function AxisEditor({ title, schema, axis, seed, onChange }: AxisEditorProps) {
  const { t, language, languageTag } = useMessages()
  const { nameAxis } = useDescribeAxis(schema)
  const number = new Intl.NumberFormat(languageTag, { maximumFractionDigits: 2, useGrouping: false })
  const models = listModels()
  const exclusive = schema.groups.filter(
    ({ id, exclusive: isExclusive }) => isExclusive && schema.tags.some(({ group }) => group === id),
  )
  const general: Axis[] = [
    { kind: 'none' },
    { kind: 'seed', first: seed, steps: 4 },
    { kind: 'truncation', from: 0.4, to: 2, steps: 5 },
    ...schema.attributes.map(
      ({ id, range: [from, to] }): Axis => ({ kind: 'attribute', id, from, to, steps: 5 }),
    ),
    ...exclusive.map(({ id }): Axis => ({ kind: 'group', id })),
    ...(models.length > 1
      ? [{ kind: 'model', ids: models.map(({ id }) => id).slice(0, mostSteps) } as const]
      : []),
  ]
  const tagsOf = (group: string): Axis[] =>
    schema.tags
      .filter((tag) => tag.group === group)
      .map(({ id }) => ({ kind: 'tag', id, from: -1, to: 1, steps: 3 }))
  const choose = (axes: readonly Axis[]) =>
    axes.map((each) => ({ id: identify(each), label: nameAxis(each) }))
  const all = [...general, ...schema.groups.flatMap(({ id }) => tagsOf(id))]
  return (
    <Panel title={title}>
      <Select
        label={t('grid.changes')}
        sections={[
          { title: t('grid.general'), choices: choose(general) },
          ...schema.groups.map((group) => ({
            title: labelOf(group, language),
            choices: choose(tagsOf(group.id)),
          })),
        ]}
        chosen={identify(axis)}
        onChoose={(id) => {
          const chosen = all.find((each) => identify(each) === id)
          if (chosen) onChange(chosen)
        }}
      />
      {'from' in axis &&
        (['from', 'to'] as const).map((end) => (
          <Slider
            key={end}
            label={t(`grid.${end}`)}
            value={axis[end]}
            {...findLimits(schema, axis)}
            describe={(value) => number.format(value)}
            onCommit={(value) => onChange({ ...axis, [end]: value })}
          />
        ))}
      {'steps' in axis && (
        <Slider
          label={t('grid.steps')}
          value={axis.steps}
          least={2}
          greatest={mostSteps}
          step={1}
          describe={(value) => number.format(value)}
          onCommit={(steps) => onChange({ ...axis, steps })}
        />
      )}
      {axis.kind === 'model' && (
        <CheckboxGroup
          className={chips.group!}
          value={[...axis.ids]}
          onChange={(ids) => {
            if (ids.length > 0) onChange({ kind: 'model', ids })
          }}
        >
          <Label className={chips.label!}>{t('models.title')}</Label>
          <div className={chips.chips}>
            {models.map(({ id }) => (
              <Checkbox key={id} value={id} className={chips.chip!}>
                {id}
              </Checkbox>
            ))}
          </div>
        </CheckboxGroup>
      )}
    </Panel>
  )
}

const identify = (axis: Axis): string => ('id' in axis ? `${axis.kind}:${axis.id}` : axis.kind)

function findLimits(schema: TagSchema, axis: Axis): { least: number; greatest: number; step: number } {
  if (axis.kind === 'truncation') return { ...truncationLimits, step: 0.1 }
  if (axis.kind !== 'attribute') return { least: -strongest, greatest: strongest, step: 0.1 }
  const attribute = schema.attributes.find(({ id }) => id === axis.id)
  const [least, greatest] = attribute ? attributeLimits(attribute) : [0, 1]
  return { least, greatest, step: greatest - least > 5 ? 0.5 : (greatest - least) / 100 }
}
