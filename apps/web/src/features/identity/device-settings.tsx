import { choosePreference, type PreferenceName, PREFERENCES, usePreference } from '../../lib/preferences.ts'
import { Choice } from '../../ui/choice.tsx'
import { account } from '../../words/en/account.ts'
import { settings } from '../../words/en/settings.ts'
import { useWords } from '../../words/language.ts'
import { LanguageChoice } from './language-choice.tsx'

/** How the page looks, sounds and listens on this device. Each choice counts at once. */
export function DeviceSettings() {
  const words = useWords(settings)
  const { themes } = useWords(account)
  return (
    <>
      <section>
        <h2 className="font-serif text-xl">{words.appearance}</h2>
        <p className="mt-1 text-sm text-ink-soft">{words.onThisDevice}</p>
        <div className="mt-3 flex flex-col gap-4">
          <PreferenceChoice name="theme" label={words.theme} labels={themes} />
          <PreferenceChoice name="contrast" label={words.contrast} labels={words.contrasts} />
          <PreferenceChoice name="motion" label={words.motion} labels={words.motions} />
        </div>
      </section>
      <section>
        <h2 className="mb-3 font-serif text-xl">{words.language}</h2>
        <LanguageChoice />
      </section>
      <section>
        <h2 className="mb-3 font-serif text-xl">{words.readingAloud}</h2>
        <PreferenceChoice name="announce" label={words.announce} labels={words.announcements} layout="column" />
      </section>
      <section>
        <h2 className="mb-3 font-serif text-xl">{words.keyboard}</h2>
        <PreferenceChoice
          name="letterShortcuts"
          label={words.letterShortcuts}
          hint={words.letterShortcutsHint}
          labels={{ true: words.letterShortcutsOn, false: words.letterShortcutsOff }}
        />
      </section>
    </>
  )
}

interface Props<Name extends PreferenceName> {
  name: Name
  label: string
  hint?: string
  layout?: 'row' | 'column'
  labels: Record<`${(typeof PREFERENCES)[Name][number]}`, string>
}

function PreferenceChoice<Name extends PreferenceName>({ name, label, hint, layout, labels }: Props<Name>) {
  const chosen = usePreference(name)
  const choices: readonly (typeof chosen)[] = PREFERENCES[name]
  return (
    <Choice
      name={name}
      label={label}
      hint={hint ?? null}
      layout={layout ?? 'row'}
      options={choices.map((value) => ({ value, label: labels[`${value}`] }))}
      chosen={chosen}
      onChoose={(value) => choosePreference(name, value)}
    />
  )
}
