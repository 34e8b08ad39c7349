import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: '网格',
  lead: '两样东西逐行逐列地变化。',
  rows: '行',
  columns: '列',
  changes: '变化的内容',
  general: '整体',
  nothing: '无',
  from: '从',
  to: '到',
  steps: '步数',
  another: '换一个角色',
  swap: '交换行和列',
  save: '下载拼图',
  drawing: '正在绘制：{done} / {total}',
  caption: '行：{rows}。列：{columns}。',
  modelFailed: '模型 {model}：{reason}',
}
