import type { SessionView } from '@coco/shared/identity-views'
import { ArrowUpRight } from 'lucide-react'
import { Suspense } from 'react'
import { Sentence } from '../../../ui/sentence.tsx'
import { composer } from '../../../words/en/composer.ts'
import { useWords } from '../../../words/language.ts'
import { AccessRequestOfTenant } from '../trouble/later.tsx'
import { examplePrompts } from './example-prompts.ts'

interface Props {
  tenant: SessionView['tenant']
  canUseNone: boolean
  onAsk: (prompt: string) => void
}

/** A chat in which nothing was said yet: for whom it is, and a few ways to begin that do not end in a refusal. */
export function EmptyChat({ tenant, canUseNone, onAsk }: Props) {
  const words = useWords(composer).empty
  const name = <strong className="font-medium text-ink">{tenant.name}</strong>
  return (
    <div className="mx-auto w-full max-w-(--container-measure) pt-6 pb-10 sm:pt-[12vh]">
      <h1 className="font-serif text-2xl text-balance">{words.heading}</h1>
      {canUseNone ? (
        <>
          <p className="mt-2 text-ink-soft">
            <Sentence say={words.canUseNone} parts={[name]} />
          </p>
          <div className="text-sm">
            <Suspense fallback={null}>
              <AccessRequestOfTenant tenant={tenant} />
            </Suspense>
          </div>
        </>
      ) : (
        <>
          <p className="mt-2 text-ink-soft">
            <Sentence say={words.workingAs} parts={[name]} />
          </p>
          <ul className="mt-8 border-t border-line">
            {examplePrompts().map((prompt) => (
              <li key={prompt} className="border-b border-line">
                <button
                  type="button"
                  onClick={() => onAsk(prompt)}
                  className="group flex min-h-12 w-full items-center justify-between gap-4 rounded-sm py-2.5 text-start transition-colors duration-(--duration-fast) hover:text-accent"
                >
                  {prompt}
                  <ArrowUpRight
                    aria-hidden
                    size={16}
                    strokeWidth={1.75}
                    className="shrink-0 text-ink-faint group-hover:text-accent"
                  />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
