import { expect, journey } from '../journey.ts'

const fenced = (source: string) => `say exactly: \`\`\`mermaid\n${source}\n\`\`\``

journey('a diagram is drawn when asked for, in a page of no origin', { tag: '@U76' }, async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  const hostile = 'A["<img src=https://evil.example/a.png>"] --> B\n click B "https://evil.example/b" _self'
  const answer = await chat.askAndRead(fenced(`flowchart LR\n Ask --> Answer\n ${hostile}`))
  await expect(answer.locator('iframe')).toHaveCount(0)
  await answer.getByRole('button', { name: 'Show as diagram' }).click()
  const frame = answer.frameLocator('iframe[title="Diagram"]')
  await expect(frame.getByText('Answer')).toBeVisible({ timeout: 30_000 })
  await expect(frame.locator('img, [href]:not([href^="#"])')).toHaveCount(0)
  expect(await frame.locator('body').evaluate(() => [origin, parent === window])).toEqual(['null', false])
  await answer.getByRole('button', { name: 'Hide diagram' }).click()
  await expect(answer.locator('iframe')).toHaveCount(0)
  await expect(answer.locator('pre')).toContainText('Ask --> Answer')

  const broken = await chat.askAndRead(fenced('flowchart LR\n A --> --> ]['))
  await broken.getByRole('button', { name: 'Show as diagram' }).click()
  await expect(broken.getByRole('status')).toContainText('not written as a diagram has to be', { timeout: 30_000 })
  await expect(broken.locator('pre')).toContainText('A --> --> ][')

  const large = await chat.askAndRead(fenced(`flowchart LR\n ${'A --> '.repeat(400)}B`))
  await large.getByRole('button', { name: 'Show as diagram' }).click()
  await expect(large.getByRole('status')).toContainText('too large')
  await expect(large.locator('iframe')).toHaveCount(0)
  await expect(page).toHaveURL(/\/c\//)
})

journey(
  'a diagram that is not done in time is given up, and its source stays',
  { tag: '@U76' },
  async ({ chat, page }) => {
    await page.route('**/diagram-frame.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: "<script>parent.postMessage({ kind: 'ready' }, '*')</script>" }),
    )
    await chat.signInAs('User Alpha')
    const answer = await chat.askAndRead(fenced('flowchart LR\n A --> B'))
    await page.clock.install()
    await answer.getByRole('button', { name: 'Show as diagram' }).click()
    await expect(answer.locator('iframe')).toHaveCount(1)
    await page.clock.fastForward('00:21')
    await expect(answer.getByRole('status')).toContainText('could not be drawn in time')
    await expect(answer.locator('iframe')).toHaveCount(0)
    await expect(answer.locator('pre')).toContainText('A --> B')
  },
)
