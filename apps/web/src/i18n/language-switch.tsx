import { Languages } from 'lucide-react'
import { ChoiceMenu } from '../controls/choice-menu'
import { languageNames, languages, languageTags } from './languages'
import { useMessages } from './messages'

/** Every language under its own name. */
export function LanguageSwitch() {
  const { t, language, setLanguage } = useMessages()
  return (
    <ChoiceMenu
      label={t('app.language')}
      icon={<Languages aria-hidden />}
      choices={languages.map((id) => ({ id, label: languageNames[id], lang: languageTags[id] }))}
      chosen={language}
      onChoose={setLanguage}
    />
  )
}
