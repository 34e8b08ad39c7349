import type { Tag, TagGroup } from '@animegan/core'
import { Check, Dices, X } from 'lucide-react'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import chips from './chips.module.css'
import { cycleTag, type TagChoices } from './tag-choices'

interface FreeTagsProps extends TagChoices {
  group: TagGroup
  groupTags: readonly Tag[]
}

/** Tags that a face has or lacks, each on its own: pressing one goes from chance to on to off. */
export function FreeTags({ group, groupTags, tags, drawn, onChange }: FreeTagsProps) {
  const { t, language } = useMessages()
  return (
    <CheckboxGroup className={chips.group!} value={groupTags.flatMap(({ id }) => (tags[id] ? [id] : []))}>
      <Label className={chips.label!}>{labelOf(group, language)}</Label>
      <div className={chips.chips}>
        {groupTags.map((tag) => {
          const value = tags[tag.id]
          const [Icon, state] =
            value === undefined
              ? [Dices, t('create.random')]
              : value
                ? [Check, t('create.on')]
                : [X, t('create.off')]
          return (
            <Checkbox
              key={tag.id}
              value={tag.id}
              className={chips.chip!}
              isIndeterminate={value === undefined}
              data-off={value === false || undefined}
              data-drawn={(value === undefined && drawn.includes(tag.id)) || undefined}
              onChange={() => onChange(cycleTag(tags, tag.id))}
            >
              <Icon aria-hidden />
              {labelOf(tag, language)}
              <span className="visually-hidden">, {state}</span>
            </Checkbox>
          )
        })}
      </div>
    </CheckboxGroup>
  )
}
