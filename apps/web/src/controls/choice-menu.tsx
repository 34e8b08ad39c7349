import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './button'
import styles from './menu.module.css'

interface ChoiceMenuProps<Id extends string> {
  /** Name of what is chosen. */
  label: string
  icon: ReactNode
  choices: readonly { id: Id; label: string; lang?: string }[]
  chosen: Id
  onChoose(id: Id): void
}

/** A button with an icon that opens a menu of which one entry is chosen. */
export function ChoiceMenu<Id extends string>({
  label,
  icon,
  choices,
  chosen,
  onChoose,
}: ChoiceMenuProps<Id>) {
  return (
    <MenuTrigger>
      <Button variant="quiet" aria-label={label}>
        {icon}
      </Button>
      <Popover className={styles.popover!} placement="bottom end">
        <Menu
          aria-label={label}
          className={styles.menu!}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onAction={(key) => onChoose(key as Id)}
        >
          {choices.map(({ id, label: text, lang }) => (
            <MenuItem key={id} id={id} textValue={text} className={styles.item!}>
              <span lang={lang}>{text}</span>
              {id === chosen && <Check aria-hidden />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
