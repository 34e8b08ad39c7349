import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { ChoiceMenu } from '../controls/choice-menu'
import { useMessages } from '../i18n/messages'
import { applyTheme, readTheme, themes } from './theme'

const icons = { system: Monitor, light: Sun, dark: Moon }

/** Light, dark, or as the system is. */
export function ThemeSwitch() {
  const { t } = useMessages()
  const [theme, setTheme] = useState(readTheme)
  const Icon = icons[theme]
  return (
    <ChoiceMenu
      label={t('app.theme')}
      icon={<Icon aria-hidden />}
      choices={themes.map((id) => ({ id, label: t(`app.theme-${id}`) }))}
      chosen={theme}
      onChoose={(chosen) => {
        applyTheme(chosen)
        setTheme(chosen)
      }}
    />
  )
}
