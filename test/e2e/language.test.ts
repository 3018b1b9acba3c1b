import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/sandbox/index.ts';
import { GOOD, modalOf } from './desk.ts';
import { openDigestDesk } from './digest-desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk({ at: '2026-04-09T02:00:00Z' });

const CN = { locale: 'zh-CN' };
const TW = { locale: 'zh-TW' };
const type = (seat: Seat, name: string, values: Record<string, string>, locale: string) =>
  seat
    .autocomplete(name, values, { locale })
    .then(({ choices = [] }) => choices.map((choice) => choice.name));

describe('look-ups answer each in their own language', () => {
  it.each([
    [CN, '杭州', '## 搜索结果\n-# “杭州” · ', '**__杭州__互联网法院 · Hangzhou Internet Court**'],
    [TW, '杭州', '## 搜尋結果\n-# 「杭州」 · ', '**__杭州__互聯網法院 · Hangzhou Internet Court**'],
    [TW, '區塊鏈產業園', '已設立', '**星沙__區塊鏈產業園__ · Xingsha Blockchain Industrial Park**'],
  ])('%j: /search %s', async (manner, query, words, name) => {
    const seen = await here.desk.member.command('search', { query }, manner);
    expect(textOf(seen)).toContain(words);
    expect(JSON.stringify(messageOf(seen).components)).toContain(name);
  });

  it('/park opens a card with the Chinese name first', async () => {
    const query = { name: 'hangzhou-blockchain-industrial-park' };
    const cn = textOf(await here.desk.member.command('park', query, CN));
    expect(cn).toContain('## 中国杭州区块链产业园\n**Hangzhou Blockchain Industrial Park**');
    expect(cn).toContain('🏭 园区 · 浙江省杭州市余杭区 · 2018年4月9日 · 已设立');
    const tw = textOf(await here.desk.member.command('park', query, TW));
    expect(tw).toContain('## 中國杭州區塊鏈產業園\n**Hangzhou Blockchain Industrial Park**');
    expect(tw).toContain('⚖️ **來源說法不一（日期）**');
  });

  it('/park says in both scripts which filters it has', async () => {
    const filters = { province: '内蒙古' };
    expect(textOf(await here.desk.member.command('policy', filters, CN))).toMatch(
      /## 政策\n-# 内蒙古 · \d+条记录/u,
    );
    expect(textOf(await here.desk.member.command('policy', filters, TW))).toMatch(
      /## 政策\n-# 內蒙古 · \d+ 個條目/u,
    );
  });

  it('/onthisdate takes a Chinese date, also in full-width characters', async () => {
    for (const date of ['4月9日', '０４－０９']) {
      const told = textOf(await here.desk.member.command('onthisdate', { date }, CN));
      expect(told).toContain('## 历史上的4月9日');
      expect(told).toContain('**2018年** · 8年前\n**杭州区块链产业园启动，雄岸基金成立**');
    }
    expect(textOf(await here.desk.member.command('onthisdate', { date: '04-09' }, TW))).toContain(
      '**2018年** · 8 年前\n**杭州區塊鏈產業園啟動，雄岸基金成立**',
    );
  });

  it('suggestions are in the language of the one who types', async () => {
    expect(await type(here.desk.member, 'park', { province: 'neimeng' }, 'zh-CN')).toContain(
      '内蒙古 · Inner Mongolia',
    );
    expect(await type(here.desk.member, 'park', { province: '內蒙古' }, 'zh-TW')).toContain(
      '內蒙古 · Inner Mongolia',
    );
    expect(await type(here.desk.member, 'park', { province: 'inner' }, 'en-US')).toContain(
      'Inner Mongolia · 内蒙古',
    );
    const [first] = await type(here.desk.member, 'search', { query: '雄岸' }, 'zh-TW');
    expect(first).toMatch(/^雄岸.* · .* — .* · 浙江省杭州市/u);
  });

  it('those of other languages get English', async () => {
    const told = await here.desk.member.command('search', { query: 'hangzhou' }, { locale: 'fr' });
    expect(textOf(told)).toContain('Search results');
  });
});

it('shows commands, options and choices in the language of each', async () => {
  const { sandbox } = here.together;
  const park = sandbox.commands.usableIn(here.desk.guildId).find(({ name }) => name === 'stats');
  expect(park?.description_localizations).toMatchObject({
    'zh-CN': '以图片显示年鉴的收录数量和最大金额',
    'zh-TW': '以圖片顯示年鑑收錄的條目數與最大金額',
  });
  expect(JSON.stringify(park?.options)).toContain('"zh-TW":"深色"');
});

describe('/record add', () => {
  it('says in Chinese what is wrong, and reads what Chinese keyboards give', async () => {
    const opened = modalOf(await here.desk.admin.command('record add', { kind: 'park' }, CN));
    expect(opened.title).toBe('新建记录：园区');
    const typed = {
      ...GOOD,
      names: 'Lakeside Ledger Yard\n湖畔账本园',
      date: '２０１９年５月５日',
      details: '５亿元：首期（估算）\n湖畔银行：发起方',
      sources: '湖畔见闻｜新华社｜https://example.org/yard',
    };
    const refused = messageOf(await here.desk.admin.submit(opened, typed, CN));
    expect(textOf(refused)).toContain('**尚未保存。**');
    expect(textOf(refused)).toContain('**金额与机构**：“５亿元：首期（估算）”末尾括号中的词无法识别。');

    const again = modalOf(await here.desk.admin.click(refused, '重新打开表单', CN));
    const details = '５亿元：首期（计划）\n湖畔银行：发起方';
    const card = textOf(await here.desk.admin.submit(again, { details }, CN));
    expect(card).toContain('## 湖畔账本园\n**Lakeside Ledger Yard**');
    expect(card).toContain('首期：**5亿元**（计划）');
    expect(card).toContain('2019年5月5日');
    expect(card).toContain('湖畔银行：发起方');
    const { choices = [] } = await here.desk.admin.autocomplete('record edit', { record: '湖畔' }, TW);
    expect(choices[0]?.name).toContain('湖畔賬本園 · Lakeside Ledger Yard');
  });

  it('tells those of Taiwan in their own words', async () => {
    const opened = modalOf(await here.desk.admin.command('record add', { kind: 'park' }, TW));
    const refused = await here.desk.admin.submit(opened, { ...GOOD, date: '昨天' }, TW);
    expect(textOf(refused)).toContain('**日期**：這不是有效的日期。');
  });
});

describe('a server’s own language', () => {
  it('is that of its digests, whatever the language of the one who subscribed', async () => {
    const quiet = openDigestDesk(here.together);
    expect(textOf(await quiet.admin.command('settings', { language: 'zh-CN' }))).toContain(
      '**Language**: 简体中文',
    );
    await quiet.subscribe({ time: '10:30' });
    expect(await quiet.digest('preview')).toContain('历史上的4月9日');
    await here.together.moveTo('2026-04-09T02:30:00Z');
    await expect.poll(() => quiet.posted().length, { timeout: 10_000 }).toBe(1);
    const [posted] = quiet.posted();
    if (!posted) throw new Error('Nothing was posted.');
    expect(textOf(posted)).toContain('## 历史上的4月9日');
    expect(textOf(posted)).toContain('**杭州区块链产业园启动，雄岸基金成立**');
    expect(textOf(posted)).toMatch(/\d+个事件/u);
  });

  it('is set, shown and unset by /settings', async () => {
    const set = async (values: Record<string, string>) =>
      textOf(await here.desk.admin.command('settings', values, TW));
    const before = await set({});
    expect(before).toContain('**語言**：依本伺服器在 Discord 的設定');
    expect(await set({ language: 'zh-TW' })).toContain('**語言**：繁體中文');
    expect(await set({ language: 'zh-TW', unset: 'language' })).toContain(
      '`language` 請選擇新的值或取消設定',
    );
    await set({ unset: 'language' });
    expect(await set({})).toBe(before);
  });
});
