interface Props {
  onSkip: () => void
  children: string
}

/** The first thing on a page for whoever goes through it by Tab: past all that comes before. No link, which would be an entry in the history. */
export function SkipButton({ onSkip, children }: Props) {
  return (
    <button
      type="button"
      onClick={onSkip}
      className="fixed start-[calc(0.5rem+env(safe-area-inset-left))] top-[calc(0.5rem+env(safe-area-inset-top))] z-30 inline-flex items-center rounded-md border border-line-strong bg-raised px-4 text-sm font-medium shadow-high not-focus:sr-only focus:min-h-11"
    >
      {children}
    </button>
  )
}
