import { expect, journey } from '../journey.ts'

/** So slow that a busy machine, too, draws many stages of the answer. */
journey.use({ stackOptions: { emulator: { pace: { firstTokenMs: 100, tokensPerSecond: 15 } } } })

const ANSWER = `# A heading

Some **bold words** and [a link](https://docs.example/page) in a paragraph.

| Name | Size |
|------|-----:|
| one  | 1 |
| two  | 2 |

\`\`\`ts
const a = 1
const b = 2
\`\`\`

- first
- second with **weight**

> quoted

The end.`

journey(
  'what is above the end of an answer stays where it is while the rest is written',
  { tag: '@U13' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Ready.')
    await page.evaluate(watchBlocks)
    const answer = await chat.askAndRead(`say exactly: ${ANSWER}`)
    await expect(answer.getByText('The end.')).toBeVisible()
    const { stages, moved, raw } = await page.evaluate(() => Reflect.get(window, 'blocks') as Watched)
    expect(stages).toBeGreaterThan(3)
    expect(moved).toEqual([])
    expect(raw).toEqual([])
  },
)

const OPEN = [
  ['strong', 'Some **bold words that go on for so long that wherever they are cut they are open** and closed.'],
  [
    'table',
    '| A first column whose name is so long | that wherever it is cut | no line rules the columns |\n|---|---|---|\n',
  ],
  ['pre', '```ts\nconst words = "so many that wherever they are cut the fence is open and stays open for long"\n```'],
] as const

journey('what is open is shown as what it will be, not as marks', { tag: '@U13' }, async ({ chat, stack }) => {
  stack.emulator.faults.set({ fault: 'stall;after=5' })
  await chat.signInAs('User Alpha')
  for (const [index, [element, text]] of OPEN.entries()) {
    await chat.ask(`say exactly: ${text}`)
    const answer = chat.answers.nth(index)
    await expect(answer.locator(element)).toBeVisible()
    await expect(answer.locator('.prose')).not.toContainText(/\*|\||`/)
    await chat.stop.click()
    await expect(answer.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  }
})

interface Watched {
  /** So many lengths of the answer were drawn. */
  stages: number
  moved: string[]
  raw: string[]
}

/** Runs in the page: looks at every frame in which something changed. */
function watchBlocks() {
  const watched: Watched = { stages: 0, moved: [], raw: [] }
  Reflect.set(window, 'blocks', watched)
  const tops = new Map<number, number>()
  let last = ''
  new MutationObserver(() => {
    const blocks = [...([...document.querySelectorAll<HTMLElement>('.prose > div')].at(1)?.children ?? [])]
    const first = blocks[0]
    if (!first) return
    // The last is still being written; where it begins is settled once another follows it.
    blocks.slice(0, -1).forEach((block, index) => {
      const top = Math.round(block.getBoundingClientRect().top - first.getBoundingClientRect().top)
      const before = tops.get(index) ?? top
      if (before !== top) watched.moved.push(`${block.textContent}: ${before} → ${top}`)
      tops.set(index, top)
    })
    const text = blocks.map((block) => block.textContent).join(' ')
    if (text !== last) watched.stages++
    last = text
    if (/[*`|[\]#]/.test(text)) watched.raw.push(text)
  }).observe(document.body, { childList: true, characterData: true, subtree: true })
}
