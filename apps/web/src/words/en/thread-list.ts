import { section } from '../section.ts'

export const threadList = section('thread-list', {
  showEarlier: (count: number) => `Show earlier (${new Intl.NumberFormat('en').format(count)} more)`,
})
