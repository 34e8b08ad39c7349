import { ChevronDown } from 'lucide-react'
import {
  Select as AriaSelect,
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
} from 'react-aria-components'
import menuStyles from './menu.module.css'
import styles from './select.module.css'

interface SelectProps {
  /** Name of what is chosen. */
  label: string
  /** In sections; one without a title is first. */
  sections: readonly { title: string; choices: readonly { id: string; label: string }[] }[]
  chosen: string
  onChoose(id: string): void
}

/** One of many choices, in a list that opens. */
export function Select({ label, sections, chosen, onChoose }: SelectProps) {
  return (
    <AriaSelect
      className={styles.select!}
      value={chosen}
      onChange={(key) => {
        if (key !== null) onChoose(String(key))
      }}
    >
      <Label className={styles.label!}>{label}</Label>
      <Button className={styles.button!}>
        <SelectValue className={styles.value!} />
        <ChevronDown aria-hidden />
      </Button>
      <Popover className={menuStyles.popover!}>
        <ListBox className={styles.list!}>
          {sections
            .filter(({ choices }) => choices.length > 0)
            .map(({ title, choices }) => (
              <ListBoxSection key={title} id={title} aria-label={title}>
                <Header className={styles.header!}>{title}</Header>
                {choices.map(({ id, label: text }) => (
                  <ListBoxItem key={id} id={id} textValue={text} className={menuStyles.item!}>
                    {text}
                  </ListBoxItem>
                ))}
              </ListBoxSection>
            ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
