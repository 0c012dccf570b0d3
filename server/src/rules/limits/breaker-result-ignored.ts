import { rule } from "../../analyze/rule.ts";
import { type AnswerFact, ignoredAnswers } from "./ignored-answer.ts";

const GOBREAKER = /^github\.com\/sony\/gobreaker(\/v\d+)?$/;
const FAILSAFE = /^github\.com\/failsafe-go\/failsafe-go(\/.*)?$/;

const FACTS: readonly AnswerFact[] = [
  { pkg: GOBREAKER, recv: /^CircuitBreaker$/, names: /^Execute$/, result: 1 },
  { pkg: GOBREAKER, recv: /^TwoStepCircuitBreaker$/, names: /^Allow$/, result: 1 },
  { pkg: /^github\.com\/afex\/hystrix-go\/hystrix$/, recv: undefined, names: /^(Do|DoC|Go|GoC)$/, result: 0 },
  { pkg: /^github\.com\/afex\/hystrix-go\/hystrix$/, recv: /^CircuitBreaker$/, names: /^AllowRequest$/, result: 0 },
  { pkg: /^github\.com\/slok\/goresilience(\/.*)?$/, recv: /^Runner(Func)?$/, names: /^Run$/, result: 0 },
  { pkg: FAILSAFE, recv: undefined, names: /^(Run|RunWithExecution)$/, result: 0 },
  { pkg: FAILSAFE, recv: undefined, names: /^(Get|GetWithExecution)$/, result: 1 },
  { pkg: FAILSAFE, recv: /^Executor$/, names: /^(Run|RunWithExecution)$/, result: 0 },
  { pkg: FAILSAFE, recv: /^Executor$/, names: /^(Get|GetWithExecution)$/, result: 1 },
  {
    pkg: FAILSAFE,
    recv: /^(CircuitBreaker|RateLimiter|Bulkhead)$/,
    names: /^(TryAcquirePermit|TryAcquirePermits)$/,
    result: 0,
  },
  { pkg: /^github\.com\/eapache\/go-resiliency\/breaker$/, recv: /^Breaker$/, names: /^Run$/, result: 0 },
  { pkg: /^github\.com\/rubyist\/circuitbreaker$/, recv: /^Breaker$/, names: /^(Call|CallContext|Ready)$/, result: 0 },
  { pkg: /^github\.com\/cep21\/circuit(\/v\d+)?$/, recv: /^Circuit$/, names: /^(Execute|Run|Go)$/, result: 0 },
  { pkg: /^github\.com\/mercari\/go-circuitbreaker$/, recv: /^CircuitBreaker$/, names: /^Do$/, result: 1 },
  { pkg: /^github\.com\/mercari\/go-circuitbreaker$/, recv: /^CircuitBreaker$/, names: /^Ready$/, result: 0 },
  { pkg: /^github\.com\/alibaba\/sentinel-golang\/api$/, recv: undefined, names: /^Entry$/, result: 1 },
  {
    pkg: /^github\.com\/zeromicro\/go-zero\/core\/breaker$/,
    recv: /^Breaker$/,
    names: /^(Do|DoWithAcceptable|DoWithFallback)$/,
    result: 0,
  },
  { pkg: /^github\.com\/zeromicro\/go-zero\/core\/breaker$/, recv: /^Breaker$/, names: /^Allow$/, result: 1 },
];

export default rule({
  id: "breaker-result-ignored",
  family: "limits",
  summary: "a circuit breaker is asked, and its answer dropped",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Execute", "Allow", "Do", "Go", "Run", "Get", "TryAcquirePermit", "Call", "Ready", "Entry"],
  messages: {
    answer:
      "The answer of `{callee}` is dropped: when the breaker is open the work was not done, and nobody learns of it. Handle it.",
  },
  checkDecl(decl, file, report) {
    for (const { call } of ignoredAnswers(decl, file, FACTS)) {
      report({ at: call.fun, message: "answer", data: { callee: file.text.slice(call.fun.start, call.fun.end) } });
    }
  },
});
