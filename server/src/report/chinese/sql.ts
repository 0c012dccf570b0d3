import type { RuleTexts } from "../rule-text.ts";
import { DEFER_AFTER_CHECK, obligationTexts } from "./obligation-texts.ts";

export const sql: RuleTexts = {
  "sql-conn-not-closed": {
    summary: "查找在某条路径上没有归还连接池的数据库连接",
    messages: obligationTexts({
      done: "归还",
      harm: "连接池从此永远少一个连接，全部用尽后每个查询都会一直等待",
      remedy: DEFER_AFTER_CHECK,
      keep: "请保留该连接并归还它。",
    }),
  },
  "sql-pool-unbounded": {
    summary: "查找没有限制连接数的数据库连接池",
    messages: {
      unbounded:
        "此包中没有任何地方调用 `SetMaxOpenConns`：在高负载下，有多少请求连接池就会打开多少连接，直到数据库全部拒绝。请在 `{open}` 之后设置上限。",
    },
  },
  "sql-rows-err-unchecked": {
    summary: "查找遍历查询结果之后从不读取遍历错误的循环",
    messages: {
      loop: "遍历 `{name}` 的循环之后从未读取 `{name}.Err()`：如果连接在两行之间中断，已读到的部分会被当作完整结果。请在循环之后检查 `{name}.Err()`。",
      once: "从未读取 `{name}.Err()`：连接中断时 `{name}.Next()` 同样返回 false，与没有数据无法区分。请在它返回 false 时检查 `{name}.Err()`。",
    },
  },
  "sql-rows-not-closed": {
    summary: "查找在函数的某条退出路径上没有关闭的查询结果",
    messages: obligationTexts({
      done: "关闭",
      harm: "它占用的连接不会归还，连接全部被占用后每个查询都会永远等待",
      remedy: DEFER_AFTER_CHECK,
      keep: "不需要结果行时请使用 Exec，否则请保留并关闭它们。",
    }),
  },
  "sql-stmt-not-closed": {
    summary: "查找在函数的某条退出路径上没有关闭的预编译语句",
    messages: obligationTexts({
      done: "关闭",
      harm: "该语句会一直留在数据库以及执行过它的每个连接中",
      remedy: DEFER_AFTER_CHECK,
      keep: "请直接用语句文本调用 Exec 或 Query，或者保留并关闭它。",
    }),
  },
  "sql-tx-not-finished": {
    summary: "查找在某条路径上既没有提交也没有回滚的事务",
    messages: obligationTexts({
      done: "结束",
      harm: "它占用的连接和持有的锁都不会释放，直到数据库将其终止",
      remedy: "请在错误检查之后用 `defer` 回滚；在 Commit 之后回滚不起作用，也没有害处。",
      keep: "请保留该事务，并提交或回滚它。",
    }),
  },
  "sqlmock-unverified": {
    summary: "查找从未核对的 sqlmock 预期",
    messages: {
      unverified:
        "没有任何地方对此 mock 调用 `ExpectationsWereMet`：即使预期的查询从未执行，测试也会通过。请在最后核对，最好放在 `t.Cleanup` 中。",
    },
  },
};
