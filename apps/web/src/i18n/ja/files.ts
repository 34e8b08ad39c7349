import type { Translated } from '../catalog'
import type { files as english } from '../en/files'

/** Texts of opening pictures. */
export const files: Translated<typeof english> = {
  dropHere: 'ここで作った画像をドロップして続きから',
  noRecord:
    'この画像には作り方の記録がありません。ここで作られ、他のプログラムで変更されていない PNG が必要です。',
  unknownModel: 'この画像のモデル「{model}」はここにはありません。',
  notBySeed: 'この画像はシードとタグから描かれたものではないため、復元できません。',
  restored: '画像から設定を復元しました。',
  restoredFirst: '一覧の最初のキャラクターを復元しました。',
}
