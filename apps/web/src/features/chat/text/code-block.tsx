import { isValidElement, type ReactNode } from 'react'
import { CopyButton } from '../../../ui/copy-button.tsx'

/** A block of code with its language and a way to copy exactly this code. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const code = codeOf(children)
  const language = languageOf(children)
  return (
    <div className="prose-block overflow-hidden rounded-md border border-line bg-sunken">
      <div className="flex min-h-9 items-center justify-between gap-2 border-b border-line py-0.5 pr-1.5 pl-3.5">
        <span className="truncate font-mono text-xs text-ink-soft">{language ?? 'text'}</span>
        <CopyButton label="Copy code" text={() => code} />
      </div>
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={language ? `Code, ${language}` : 'Code'}
        className="overflow-x-auto px-3.5 py-3 font-mono text-[0.8125rem] leading-5.5 -outline-offset-2"
      >
        <code>{code}</code>
      </pre>
    </div>
  )
}

/** The text between the fences, without the line break that belongs to the closing fence. */
export function codeOf(children: ReactNode): string {
  return textOf(children).replace(/\n$/, '')
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(textOf).join('')
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : ''
}

/** The fence's info string: `ts` of a class name `language-ts`. */
export function languageOf(children: ReactNode): string | null {
  if (!isValidElement<{ className?: string }>(children)) return null
  return /\blanguage-(\S+)/.exec(children.props.className ?? '')?.[1] ?? null
}
