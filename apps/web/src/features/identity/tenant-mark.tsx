/** A tenant at a glance. Only an ornament beside the name, never instead of it. */
export function TenantMark({ name }: { name: string }) {
  const letter = (name.replace(/^user\s+/i, '')[0] ?? '·').toUpperCase()
  return (
    <span
      aria-hidden
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm border border-line bg-accent-soft font-serif text-sm text-accent-strong"
    >
      {letter}
    </span>
  )
}
