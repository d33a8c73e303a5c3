// Services that tell a counter of every question. Sees the outcome only; nothing of the text goes to the counter.
import { DatelineError, type ErrorCode } from "../errors.js";
import type { Services } from "../services.js";

/** How a question ended: strength of the answer, reason of the abstention, or what failed. */
export type QuestionOutcome =
  | { readonly kind: "answered"; readonly strength: "clear" | "weak" }
  | { readonly kind: "unanswered"; readonly reason: string }
  | { readonly kind: "failed"; readonly code: ErrorCode | "fault" };

export type CountQuestion = (outcome: QuestionOutcome, ms: number) => void;

/** Returns the same services, except that `ask` is counted; whatever is added to the services passes through. */
export function countQuestions(services: Services, count: CountQuestion): Services {
  const ask: Services["ask"] = async (input) => {
    const started = performance.now();
    const elapsedMs = () => performance.now() - started;
    try {
      const answer = await services.ask(input);
      const { kind } = answer;
      count(
        kind === "answered" ? { kind, strength: answer.strength } : { kind, reason: answer.reason },
        elapsedMs(),
      );
      return answer;
    } catch (error) {
      const code = error instanceof DatelineError ? error.code : "fault";
      count({ kind: "failed", code }, elapsedMs());
      throw error;
    }
  };
  return new Proxy(services, {
    get(target, name) {
      if (name === "ask") return ask;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
