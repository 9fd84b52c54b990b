import { choosePreference, usePreference } from '../../lib/preferences.ts'
import { SHORTCUT_GROUPS, type ShortcutGroup, SHORTCUTS, type ShortcutId } from '../../lib/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { shortcuts } from '../../words/en/shortcuts.ts'
import { useWords } from '../../words/language.ts'

interface Props {
  openedBy: string | null
  onClose: () => void
}

/** Every key that does something, and whether single characters do. */
export function ShortcutsDialog({ openedBy, onClose }: Props) {
  const words = useWords(shortcuts)
  const areLettersOn = usePreference('letterShortcuts')
  return (
    <Dialog title={words.title} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-4 flex flex-col gap-5">
        {/* Here the focus begins: what scrolls is reached by keyboard, and the first press turns nothing off. */}
        <div role="group" aria-label={words.title} tabIndex={0} className="flex flex-col gap-5 rounded-sm">
          {SHORTCUT_GROUPS.map((group) => (
            <section key={group}>
              <h3 className="text-sm font-medium">{words.groups[group]}</h3>
              <dl className="mt-1 divide-y divide-line border-y border-line text-sm">
                {idsIn(group).map((id) => (
                  <ShortcutLine key={id} id={id} isOff={!areLettersOn && 'letter' in SHORTCUTS[id]} />
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p role="status" className="text-sm text-ink-soft">
          {areLettersOn ? words.lettersAreOn : words.lettersAreOff}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="outline" onClick={() => choosePreference('letterShortcuts', !areLettersOn)}>
            {areLettersOn ? words.turnLettersOff : words.turnLettersOn}
          </Button>
          <Button look="solid" onClick={onClose}>
            {words.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function idsIn(group: ShortcutGroup): ShortcutId[] {
  return (Object.keys(SHORTCUTS) as ShortcutId[]).filter((id) => SHORTCUTS[id].group === group)
}

function ShortcutLine({ id, isOff }: { id: ShortcutId; isOff: boolean }) {
  const words = useWords(shortcuts)
  const shortcut = SHORTCUTS[id]
  const keys = 'letter' in shortcut ? [shortcut.letter] : shortcut.keys.map((key) => words.keyNames[key])
  return (
    <div className="flex items-center justify-between gap-4 py-1.5">
      <dt>{words.does[id]}</dt>
      <dd className="flex shrink-0 items-center gap-1">
        {isOff && <span className="text-ink-soft">{words.off}</span>}
        {keys.map((key) => (
          <kbd
            key={key}
            className="min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 text-center font-mono text-[0.8125rem] leading-6"
          >
            {key}
          </kbd>
        ))}
      </dd>
    </div>
  )
}
