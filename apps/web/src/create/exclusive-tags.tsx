import type { Tag, TagGroup } from '@animegan/core'
import { Dices } from 'lucide-react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import chips from './chips.module.css'
import { findSwatch } from './swatches'
import type { TagChoices } from './tag-choices'

interface ExclusiveTagsProps extends TagChoices {
  group: TagGroup
  groupTags: readonly Tag[]
}

/** Tags of which a face has just one, as hair colours: one of them, or whichever chance draws. */
export function ExclusiveTags({ group, groupTags, tags, drawn, onChange }: ExclusiveTagsProps) {
  const { t, language } = useMessages()
  const chosen = groupTags.find(({ id }) => tags[id] === true)?.id ?? ''
  const others = Object.fromEntries(
    Object.entries(tags).filter(([id]) => groupTags.every((tag) => tag.id !== id)),
  )
  return (
    <RadioGroup
      className={chips.group!}
      value={chosen}
      orientation="horizontal"
      onChange={(id) => onChange(id === '' ? others : { ...others, [id]: true })}
    >
      <Label className={chips.label!}>{labelOf(group, language)}</Label>
      <div className={chips.chips}>
        <Radio value="" className={chips.chip!} data-chance>
          <Dices aria-hidden />
          {t('create.random')}
        </Radio>
        {groupTags.map((tag) => (
          <Radio
            key={tag.id}
            value={tag.id}
            className={chips.chip!}
            data-drawn={(chosen === '' && drawn.includes(tag.id)) || undefined}
          >
            <span className={chips.swatch} style={{ background: findSwatch(tag.id) }} />
            {labelOf(tag, language)}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
