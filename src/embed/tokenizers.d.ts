// The tokenizers of @xenova/transformers by themselves, which the package has without types.
declare module "@xenova/transformers/src/tokenizers.js" {
  export { BertTokenizer, XLMRobertaTokenizer } from "@xenova/transformers";
}
