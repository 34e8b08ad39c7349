import type { Translated } from '../catalog'
import type { files as english } from '../en/files'

/** Texts of opening pictures. */
export const files: Translated<typeof english> = {
  dropHere: '拖入在此制作的图片，从那里继续',
  noRecord: '此图片没有制作记录。请使用在此制作且未被其他程序修改的 PNG。',
  unknownModel: '此图片由模型“{model}”绘制，本站没有该模型。',
  notBySeed: '此图片不是由种子和标签绘制的，无法在此恢复。',
  restored: '已从图片恢复设置。',
  restoredFirst: '已恢复拼图中的第一个角色。',
}
