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
