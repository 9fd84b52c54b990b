import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { says } from '@coco/testkit/upstream-scripts'
import { expectNoFlaws, sidewaysPx } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

const COLUMNS = Array.from({ length: 20 }, (_, at) => `column ${at}`)
const ANSWER = `| ${COLUMNS.join(' | ')} |
|${'---|'.repeat(20)}
| ${COLUMNS.join(' | ')} |

\`\`\`ts
const wide = '${'x'.repeat(1_500)}'
const tick = async (count: number) => \`\${count}\` // says nothing
\`\`\`

${'y'.repeat(3_000)}

$$
${'a + '.repeat(60)} z
$$

שלום עולם, זה טקסט בעברית

- פריט ראשון`

journey(
  'what is wide scrolls within itself, by keyboard too, and every block has its own direction',
  { tag: ['@U51', '@U64'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const answer = await chat.askAndRead(`say exactly: ${ANSWER}`)
    await expect(answer.locator('.hljs-keyword').first()).toBeVisible()
    await expect(answer.locator('math')).toBeVisible()
    for (const [width, height] of [
      [390, 844],
      [320, 640],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
      for (const name of ['Table, 1 row', 'Code, ts', 'Formula']) {
        const region = answer.getByRole('region', { name })
        await region.evaluate((box) => (box.scrollLeft = 0))
        await region.focus()
        await page.keyboard.press('ArrowRight')
        await expect(async () => expect(await region.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)).toPass()
      }
    }
    const hebrew = answer.getByText('שלום עולם')
    await expect(hebrew).toHaveAttribute('lang', 'he')
    await expect(hebrew).toHaveCSS('direction', 'rtl')
    await expect(answer.locator('ul')).toHaveCSS('direction', 'rtl')
    await expectNoFlaws(page, 'an answer with everything in it')
  },
)

const HUGE = [
  'x'.repeat(10_000),
  [
    '| number | square | what it is |',
    '|--:|--:|---|',
    ...Array.from({ length: 5_000 }, (_, at) => `| ${at} | ${at * at} | row |`),
  ].join('\n'),
  ['```', 'y'.repeat(10_000), '```'].join('\n'),
  'The heron stands still. '.repeat(2_500),
].join('\n\n')

const ofAnotherModel = journey.extend<{ model: HostileUpstream }>({
  // Playwright reads from the pattern what a fixture needs: this one needs nothing.
  // oxlint-disable-next-line no-empty-pattern
  model: async ({}, use) => {
    await using model = await startHostileUpstream(says(...(HUGE.match(/[^]{1,20000}/g) ?? [])))
    await use(model)
  },
  stackOptions: async ({ model }, use) => use({ settings: { CORTEX_BASE_URL_OVERRIDE: model.url } }),
})

ofAnotherModel(
  'an answer of 200 kB with 5,000 rows and lines of 10,000 letters does so, too, and can be written under',
  { tag: '@U51' },
  async ({ chat, page }) => {
    expect(HUGE.length).toBeGreaterThan(200_000)
    await page.setViewportSize({ width: 320, height: 640 })
    await chat.signInAs('User Alpha')
    const answer = await chat.askAndRead('All of it, please')
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
    await answer.getByRole('button', { name: 'Show all 5,000 rows' }).press('Enter')
    const table = answer.getByRole('region', { name: 'Table, 5,000 rows' })
    await expect(table.getByRole('row')).toHaveCount(5_001)
    await expect(table.getByRole('row').last()).toContainText('24990001')
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
    const code = answer.getByRole('region', { name: 'Code' })
    await code.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => code.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)

    await chat.field.pressSequentially('Written under it')
    await expect(chat.field).toHaveValue('Written under it')
    await expect(chat.field).toBeInViewport({ ratio: 1 })
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
  },
)
