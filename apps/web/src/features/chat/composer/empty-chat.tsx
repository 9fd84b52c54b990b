import { ArrowUpRight } from 'lucide-react'
import { EXAMPLE_PROMPTS } from './example-prompts.ts'

interface Props {
  tenant: string
  canUseNone: boolean
  onAsk: (prompt: string) => void
}

/** A chat in which nothing was said yet: for whom it is, and a few ways to begin that do not end in a refusal. */
export function EmptyChat({ tenant, canUseNone, onAsk }: Props) {
  return (
    <div className="mx-auto w-full max-w-(--container-measure) pt-6 pb-10 sm:pt-[12vh]">
      <h1 className="font-serif text-2xl text-balance">What shall we look at?</h1>
      {canUseNone ? (
        <p className="mt-2 text-ink-soft">
          Snowflake lets <strong className="font-medium text-ink">{tenant}</strong> use none of its models yet. A
          Snowflake administrator can allow one; ask anyway, and the refusal tells what is missing.
        </p>
      ) : (
        <>
          <p className="mt-2 text-ink-soft">
            You are working as <strong className="font-medium text-ink">{tenant}</strong>. Snowflake decides which
            models may answer.
          </p>
          <ul className="mt-8 border-t border-line">
            {EXAMPLE_PROMPTS.map((prompt) => (
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
