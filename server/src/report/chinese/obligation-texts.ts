/** The words in which a rule tells of its resource. */
interface Words {
  /** What should have been done. */
  readonly done: string;
  /** What it costs. */
  readonly harm: string;
  readonly remedy: string;
  /** What to do where the result is dropped at once. */
  readonly keep: string;
}

/** Where a deferred release goes. */
export const DEFER_AFTER_CHECK = "请在错误检查之后添加 `defer {release}`。";
export const DEFER_BEHIND = "请在其后添加 `defer {release}`。";

/** The messages of a rule about one kind of resource. */
export function obligationTexts({ done, harm, remedy, keep }: Words): Readonly<Record<string, string>> {
  return {
    never: `\`{name}\`（{type}）始终没有${done}：${harm}。${remedy}`,
    path: `\`{name}\`（{type}）在从第 {line} 行离开的路径上没有${done}：${harm}。${remedy}`,
    handedOn: `\`{name}\`（{type}）在从第 {line} 行离开的路径上没有${done}：${harm}。请在从那里离开之前调用 \`{release}\`。`,
    reassigned: `\`{name}\` 在第 {line} 行被赋予新值，而之前的 {type} 尚未${done}：${harm}。请在此之前调用 \`{release}\`。`,
    discarded: `\`{call}\` 返回的 {type} 被丢弃，因此永远不会${done}：${harm}。${keep}`,
    exhausted: `\`{name}\`（{type}）只有在 \`Next\` 走到末尾时才会关闭：中途提前退出或发生 panic 都会造成泄漏。${remedy}`,
  };
}
