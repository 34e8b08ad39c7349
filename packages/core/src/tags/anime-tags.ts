import type { Tag, TagSchema } from './tag-schema.js'

type Row = [
  id: string,
  en: string,
  ja: string,
  zh: string,
  ru: string,
  index: number,
  corpusCount: number,
  name?: string,
]

const rows = (group: string, entries: Row[]): Tag[] =>
  entries.map(([id, en, ja, zh, ru, index, corpusCount, name = en]) => ({
    id,
    labels: { en, ja, zh, ru },
    group,
    illustration2vec: { name, index },
    corpusCount,
  }))

/**
 * The 34 tags of Jin et al., "Towards the High-quality Anime Characters Generation with GANs" (2017), in the order of
 * the paper's conditioning vector. Indices are those of Illustration2Vec's tag network; counts are of the paper's corpus of
 * 31,255 faces (Table 1, with the rows that it misprints taken from the authors' web app).
 */
export const animeTags: TagSchema = {
  name: 'anime',
  version: '1',
  groups: [
    {
      id: 'hair-colour',
      labels: { en: 'hair colour', ja: '髪の色', zh: '发色', ru: 'цвет волос' },
      exclusive: true,
    },
    {
      id: 'hairstyle',
      labels: { en: 'hairstyle', ja: '髪型', zh: '发型', ru: 'причёска' },
      exclusive: false,
    },
    {
      id: 'expression',
      labels: { en: 'expression', ja: '表情', zh: '表情', ru: 'выражение лица' },
      exclusive: false,
    },
    {
      id: 'accessory',
      labels: { en: 'accessory', ja: 'アクセサリー', zh: '配饰', ru: 'аксессуары' },
      exclusive: false,
    },
    {
      id: 'eye-colour',
      labels: { en: 'eye colour', ja: '目の色', zh: '瞳色', ru: 'цвет глаз' },
      exclusive: true,
    },
  ],
  tags: [
    ...rows('hair-colour', [
      ['blonde-hair', 'blonde hair', '金髪', '金发', 'светлые волосы', 8, 4991],
      ['brown-hair', 'brown hair', '茶髪', '棕发', 'каштановые волосы', 10, 6659],
      ['black-hair', 'black hair', '黒髪', '黑发', 'чёрные волосы', 17, 4842],
      ['blue-hair', 'blue hair', '青髪', '蓝发', 'синие волосы', 23, 3289],
      ['pink-hair', 'pink hair', 'ピンク髪', '粉发', 'розовые волосы', 42, 2486],
      ['purple-hair', 'purple hair', '紫髪', '紫发', 'фиолетовые волосы', 43, 2972],
      ['green-hair', 'green hair', '緑髪', '绿发', 'зелёные волосы', 49, 1115],
      ['red-hair', 'red hair', '赤髪', '红发', 'красные волосы', 52, 2417],
      ['silver-hair', 'silver hair', '銀髪', '银发', 'серебристые волосы', 62, 987],
      ['white-hair', 'white hair', '白髪', '白发', 'белые волосы', 92, 573],
      ['orange-hair', 'orange hair', 'オレンジ髪', '橙发', 'оранжевые волосы', 141, 699],
      ['aqua-hair', 'aqua hair', '水色髪', '水蓝发', 'бирюзовые волосы', 142, 168],
      ['gray-hair', 'gray hair', '灰色髪', '灰发', 'серые волосы', 206, 57, 'grey hair'],
    ]),
    ...rows('hairstyle', [
      ['long-hair', 'long hair', 'ロングヘア', '长发', 'длинные волосы', 2, 16562],
      ['short-hair', 'short hair', 'ショートヘア', '短发', 'короткие волосы', 3, 11596],
      ['twintails', 'twintails', 'ツインテール', '双马尾', 'два хвостика', 19, 3928],
      ['drill-hair', 'drill hair', 'ドリルヘア', '钻头卷发', 'волосы спиралью', 218, 91],
      ['ponytail', 'ponytail', 'ポニーテール', '马尾', 'конский хвост', 48, 265],
    ]),
    ...rows('expression', [
      ['blush', 'blush', '赤面', '脸红', 'румянец', 4, 10441],
      ['smile', 'smile', '笑顔', '微笑', 'улыбка', 7, 9571],
      ['open-mouth', 'open mouth', '開いた口', '张嘴', 'открытый рот', 11, 3758],
    ]),
    ...rows('accessory', [
      ['hat', 'hat', '帽子', '帽子', 'шляпа', 12, 1403],
      ['ribbon', 'ribbon', 'リボン', '丝带', 'лента', 18, 5360],
      ['glasses', 'glasses', '眼鏡', '眼镜', 'очки', 57, 1683],
    ]),
    ...rows('eye-colour', [
      ['blue-eyes', 'blue eyes', '青い目', '蓝眼', 'синие глаза', 9, 8861],
      ['red-eyes', 'red eyes', '赤い目', '红眼', 'красные глаза', 14, 4926],
      ['brown-eyes', 'brown eyes', '茶色の目', '棕眼', 'карие глаза', 22, 5583],
      ['green-eyes', 'green eyes', '緑の目', '绿眼', 'зелёные глаза', 28, 4192],
      ['purple-eyes', 'purple eyes', '紫の目', '紫眼', 'фиолетовые глаза', 40, 4442],
      ['yellow-eyes', 'yellow eyes', '黄色の目', '黄眼', 'жёлтые глаза', 54, 1700],
      ['pink-eyes', 'pink eyes', 'ピンクの目', '粉眼', 'розовые глаза', 112, 319],
      ['aqua-eyes', 'aqua eyes', '水色の目', '水蓝眼', 'бирюзовые глаза', 123, 193],
      ['black-eyes', 'black eyes', '黒い目', '黑眼', 'чёрные глаза', 129, 990],
      ['orange-eyes', 'orange eyes', 'オレンジの目', '橙眼', 'оранжевые глаза', 285, 49],
    ]),
  ],
  attributes: [],
  corpusSize: 31255,
}

/** {@link animeTags} and the year of release: 2003 is -1, 2017 is +1 (the paper's Appendix H). */
export const animeTagsWithYear: TagSchema = {
  ...animeTags,
  name: 'anime-year',
  attributes: [{ id: 'year', labels: { en: 'year', ja: '年', zh: '年份', ru: 'год' }, range: [2003, 2017] }],
}
