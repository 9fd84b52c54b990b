import type { SeededPerson } from '@coco/shared/identity-views'
import { ArrowRight } from 'lucide-react'
import { signIn } from '../../words/en/sign-in.ts'
import { currentLanguage, useWords, wordsOf } from '../../words/language.ts'
import { localeOf } from '../../words/languages.ts'
import { TenantMark } from './tenant-mark.tsx'

interface Props {
  person: SeededPerson
  isBusy: boolean
  onChoose: () => void
}

/** One person to sign in as, with what they belong to. */
export function SignInCard({ person, isBusy, onChoose }: Props) {
  const words = useWords(signIn)
  return (
    <button
      type="button"
      aria-disabled={isBusy}
      onClick={() => !isBusy && onChoose()}
      className="group flex w-full items-center gap-4 rounded-md border border-line bg-raised px-4 py-3.5 text-start shadow-low transition-colors duration-(--duration-fast) hover:border-line-strong"
    >
      <TenantMark name={person.name} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          <span className="sr-only">{words.signInAs}</span>
          {person.name}
        </span>
        <span className="block text-sm text-ink-soft">{membershipOf(person)}</span>
      </span>
      <ArrowRight
        aria-hidden
        size={18}
        strokeWidth={1.75}
        className="shrink-0 text-ink-faint transition-transform duration-(--duration-slow) group-hover:translate-x-0.5 group-hover:text-accent"
      />
    </button>
  )
}

/** What stands below a name that may well be the tenant's own: a sentence, so that the two are not taken for one. */
export function membershipOf({ tenants }: SeededPerson): string {
  const words = wordsOf(signIn)
  const [first, ...more] = tenants
  if (!first) return words.belongsToNone
  if (more.length === 0) return words.worksIn(first.name)
  const names = new Intl.ListFormat(localeOf(currentLanguage()))
  return words.switchesBetween(names.format(tenants.map((tenant) => tenant.name)))
}
