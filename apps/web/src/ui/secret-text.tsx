import { CopyButton } from './copy-button.tsx'

/** Text that is shown once and taken along, character by character. `copyLabel` is what its button does. */
export function SecretText({ text, copyLabel }: { text: string; copyLabel: string }) {
  return (
    <div className="flex flex-wrap items-start justify-end gap-x-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="min-w-48 flex-1 py-1 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap wrap-anywhere">
        {text}
      </code>
      <CopyButton label={copyLabel} text={() => text} />
    </div>
  )
}
