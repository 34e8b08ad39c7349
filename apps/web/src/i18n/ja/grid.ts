import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: 'グリッド',
  lead: '行ごとに、列ごとに、2つのものが変わります。',
  rows: '行',
  columns: '列',
  changes: '変わるもの',
  general: '全体',
  nothing: 'なし',
  from: '始め',
  to: '終わり',
  steps: '段階',
  another: '別のキャラクター',
  swap: '行と列を入れ替える',
  save: '一覧をダウンロード',
  drawing: '描いています：{done} / {total}',
  caption: '行：{rows}。列：{columns}。',
  modelFailed: 'モデル {model}：{reason}',
}
