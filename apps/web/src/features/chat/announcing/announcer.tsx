import { useState } from 'react'
import { usePreference } from '../../../lib/preferences.ts'
import { LiveRegion } from '../live-region.tsx'
import type { Reply } from '../state/thread.ts'
import { NOTHING_TOLD, tell } from './announcement.ts'

interface Props {
  reply: Reply | null
  isRefused: boolean
  /** Something that has to be said first; null for nothing. */
  instead: string | null
}

/** Tells of the last answer in a region of its own, as each person wants to hear it. */
export function Announcer({ reply, isRefused, instead }: Props) {
  const announce = usePreference('announce')
  const [told, setTold] = useState(NOTHING_TOLD)
  const next = tell(told, reply, isRefused, announce)
  if (next !== told) setTold(next)
  return <LiveRegion text={instead ?? next.text} />
}
