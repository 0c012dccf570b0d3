import type { ContextVariantFact } from "../schema.ts";
import { suffixed } from "./variants.ts";

export const frameworks: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "github.com/gofiber/fiber/v2", kind: "replace", report: "never" }, "WithContext", [
    "App.Shutdown",
  ]),
  ...suffixed(
    { pkg: "github.com/prometheus/client_golang/prometheus/push", kind: "replace", report: "never" },
    "Context",
    ["Pusher.Add", "Pusher.Push"],
  ),
  ...suffixed({ pkg: "github.com/spf13/cobra", kind: "replace", report: "never" }, "Context", ["Command.Execute"]),
  {
    pkg: "github.com/spf13/cobra",
    recv: "Command",
    name: "Context",
    kind: "source",
    note: "RunE bodies: ctx is cmd.Context(); it is the root ctx only when ExecuteContext was called",
    variant: "cmd.Context()",
  },
  {
    pkg: "github.com/gin-gonic/gin",
    recv: "Context",
    name: "Request.Context",
    kind: "source",
    note: "*gin.Context satisfies context.Context but Done/Value do not follow the request unless engine.ContextWithFallback; never hand it to a goroutine without c.Copy()",
    variant: "c.Request.Context()",
  },
  {
    pkg: "github.com/labstack/echo/v4",
    recv: "Context",
    name: "Request().Context",
    kind: "source",
    variant: "c.Request().Context()",
  },
  {
    pkg: "github.com/gofiber/fiber/v2",
    recv: "Ctx",
    name: "UserContext",
    kind: "source",
    note: "c.Context() is *fasthttp.RequestCtx: reused after the handler returns; never keep it",
    variant: "c.UserContext()",
  },
];
