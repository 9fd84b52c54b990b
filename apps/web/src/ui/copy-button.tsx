import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { classes } from './classes.ts'

const RESULT_SHOWN_MS = 2_000

interface Props {
  /** Read when pressed, so that the newest text is copied. */
  text: () => string
  /** What is copied, as in "Copy answer". */
  label: string
  /** Where several stand together: its name is to be seen, too. */
  isNamed?: boolean
}

/** Puts exactly this text on the clipboard, and says whether that worked. */
export function CopyButton({ text, label, isNamed = false }: Props) {
  const [result, setResult] = useState<'none' | 'copied' | 'failed'>('none')
  const words = useWords(parts).copy
  const { Icon, wordKey } = LOOKS[result]
  const word = words[wordKey]

  useEffect(() => {
    if (result === 'none') return
    const timer = setTimeout(() => setResult('none'), RESULT_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [result])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
      setResult('copied')
    } catch {
      // Refused by the browser, or no clipboard on a page without https.
      setResult('failed')
    }
  }

  return (
    <button
      type="button"
      aria-label={result === 'none' ? label : `${label}: ${word}`}
      title={label}
      onClick={() => void copy()}
      className={classes(
        'touch-target inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-xs text-ink-soft',
        'transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink',
      )}
    >
      <Icon aria-hidden size={14} strokeWidth={1.75} />
      <span aria-hidden>{isNamed && result === 'none' ? label : word}</span>
    </button>
  )
}

const LOOKS = {
  none: { Icon: Copy, wordKey: 'copy' },
  copied: { Icon: Check, wordKey: 'copied' },
  failed: { Icon: X, wordKey: 'failed' },
} as const
