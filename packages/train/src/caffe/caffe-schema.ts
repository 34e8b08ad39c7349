import protobuf from 'protobufjs'

/**
 * The part of Caffe's file format that inference needs. Names, numbers and types of the fields are Caffe's; fields that
 * are left out are skipped. Two declarations differ so that no array of JavaScript numbers is made of the weights: blobs
 * are bytes, which look the same in the file (`decodeBlob` reads them), and sizes are 32 bits wide.
 */
const { root } = protobuf.parse(`
  syntax = "proto2";

  message Net {
    repeated NumberedLayer layers = 2;
    repeated Layer layer = 100;
  }

  // Files of before 2015 number the types of layers.
  message NumberedLayer {
    repeated string bottom = 2;
    repeated string top = 3;
    optional string name = 4;
    optional uint32 type = 5;
    repeated bytes blobs = 6;
    optional Convolution convolution_param = 10;
    optional InnerProduct inner_product_param = 17;
    optional Pooling pooling_param = 19;
    optional Relu relu_param = 30;
    optional Softmax softmax_param = 39;
  }

  message Layer {
    optional string name = 1;
    optional string type = 2;
    repeated string bottom = 3;
    repeated string top = 4;
    repeated bytes blobs = 7;
    optional Convolution convolution_param = 106;
    optional InnerProduct inner_product_param = 117;
    optional Pooling pooling_param = 121;
    optional Relu relu_param = 123;
    optional Softmax softmax_param = 125;
  }

  message Convolution {
    optional uint32 num_output = 1 [default = 0];
    optional bool bias_term = 2 [default = true];
    repeated uint32 pad = 3;
    repeated uint32 kernel_size = 4;
    optional uint32 group = 5 [default = 1];
    repeated uint32 stride = 6;
    optional uint32 pad_h = 9;
    optional uint32 pad_w = 10;
    optional uint32 kernel_h = 11;
    optional uint32 kernel_w = 12;
    optional uint32 stride_h = 13;
    optional uint32 stride_w = 14;
    optional int32 axis = 16 [default = 1];
    repeated uint32 dilation = 18;
  }

  message InnerProduct {
    optional uint32 num_output = 1 [default = 0];
    optional bool bias_term = 2 [default = true];
    optional int32 axis = 5 [default = 1];
    optional bool transpose = 6 [default = false];
  }

  message Pooling {
    optional uint32 pool = 1 [default = 0];
    optional uint32 kernel_size = 2;
    optional uint32 stride = 3;
    optional uint32 pad = 4;
    optional uint32 kernel_h = 5;
    optional uint32 kernel_w = 6;
    optional uint32 stride_h = 7;
    optional uint32 stride_w = 8;
    optional uint32 pad_h = 9;
    optional uint32 pad_w = 10;
    optional bool global_pooling = 12 [default = false];
    optional uint32 round_mode = 13 [default = 0];
  }

  message Relu {
    optional float negative_slope = 1 [default = 0];
  }

  message Softmax {
    optional int32 axis = 2 [default = 1];
  }

  message Shape {
    repeated uint32 dim = 1 [packed = true];
  }
`)

/** A window that slides over a map. Sizes are given for both axes, for each, or under the axes' names; 0 is none. */
export interface WindowMessage {
  kernelSize: number[] | number
  kernelH: number
  kernelW: number
  stride: number[] | number
  strideH: number
  strideW: number
  pad: number[] | number
  padH: number
  padW: number
}

interface ConvolutionMessage extends WindowMessage {
  numOutput: number
  biasTerm: boolean
  group: number
  axis: number
  dilation: number[]
}

interface InnerProductMessage {
  numOutput: number
  biasTerm: boolean
  axis: number
  transpose: boolean
}

interface PoolingMessage extends WindowMessage {
  /** 0: the largest number, 1: the mean. */
  pool: number
  globalPooling: boolean
  /** How the number of windows is rounded. 0: up, 1: down. */
  roundMode: number
}

/** What layers of some types are told beside their weights; null for layers of other types. */
export interface LayerSettings {
  convolutionParam: ConvolutionMessage | null
  innerProductParam: InnerProductMessage | null
  poolingParam: PoolingMessage | null
  reluParam: { negativeSlope: number } | null
  softmaxParam: { axis: number } | null
}

/** A layer as it lies in the file. Its blobs are views of the file's bytes. */
export interface LayerMessage extends LayerSettings {
  name: string
  /** A number in old files. */
  type: string | number
  bottom: string[]
  top: string[]
  blobs: Uint8Array[]
}

/** Caffe's messages `NetParameter` and `BlobShape`, as far as they are needed. */
export const netType = root.lookupType('Net')
export const shapeType = root.lookupType('Shape')

/** The layers of a net in the order in which they compute. Throws an `Error` of protobufjs for anything else than such a file. */
export function decodeLayers(bytes: Uint8Array): LayerMessage[] {
  const { layers, layer } = netType.decode(bytes) as unknown as Record<'layers' | 'layer', LayerMessage[]>
  return [...layers, ...layer]
}
