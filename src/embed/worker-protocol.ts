// What the parent and the worker process say to each other over the IPC channel. Types only.

/** First message to a new worker: which models to load. */
export interface LoadRequest {
  readonly kind: "load";
  readonly id: number;
  readonly embedder: {
    readonly folder: string;
    readonly pooling: "cls" | "mean";
    readonly maxTokens: number;
    readonly weightsSha256: string;
    readonly queryPrefix: string;
    readonly passagePrefix: string;
  };
  readonly reranker: { readonly folder: string; readonly maxTokens: number } | null;
}

/** One batch. Prefixes are already in the texts. */
export type BatchRequest =
  | { readonly kind: "embed"; readonly id: number; readonly texts: readonly string[] }
  | { readonly kind: "count"; readonly id: number; readonly texts: readonly string[] }
  | {
      readonly kind: "rerank";
      readonly id: number;
      readonly texts: readonly string[];
      readonly question: string;
    };

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;

/** A request before it is sent. */
export type UnsentRequest = WithoutId<LoadRequest | BatchRequest>;

export type WorkerRequest = LoadRequest | BatchRequest;

/** The answer to the request of the same id; `values` holds one number a text, or one vector a text end to end. */
export type WorkerReply =
  | { readonly id: number; readonly kind: "loaded"; readonly dimensions: number }
  | { readonly id: number; readonly kind: "done"; readonly values: Float32Array }
  | { readonly id: number; readonly kind: "failed"; readonly reason: string };
