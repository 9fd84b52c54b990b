import { useState } from 'react'
import { Alert } from '../../ui/alert.tsx'
import { Choice } from '../../ui/choice.tsx'
import { settings } from '../../words/en/settings.ts'
import {
  chooseLanguage,
  LANGUAGE_NAMES,
  type LanguageChoice as Chosen,
  preferredOf,
  readLanguageChoice,
  useWords,
} from '../../words/language.ts'
import { LANGUAGES } from '../../words/languages.ts'

/** In which language the page is. The words change around whoever chooses; the focus stays. */
export function LanguageChoice() {
  const words = useWords(settings)
  const [chosen, setChosen] = useState(readLanguageChoice)
  const [isMissing, setIsMissing] = useState(false)
  const ofBrowser = LANGUAGE_NAMES[preferredOf(navigator.languages)]

  async function choose(choice: Chosen) {
    setChosen(choice)
    setIsMissing(!(await chooseLanguage(choice)))
  }

  return (
    <>
      <Choice
        name="language"
        label={words.pageLanguage}
        hint={null}
        layout="row"
        options={[
          { value: 'system', label: words.likeBrowser(ofBrowser) },
          ...LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language], lang: language })),
        ]}
        chosen={chosen}
        onChoose={(choice) => void choose(choice)}
      />
      <Alert text={isMissing ? words.languageUnavailable : null} />
    </>
  )
}
