import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

export const networkClients: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "github.com/gorilla/websocket", kind: "replace" }, "Context", ["Dialer.Dial"]),
  ...suffixed({ pkg: "github.com/miekg/dns", kind: "replace" }, "Context", [
    "Exchange",
    "Client.Dial",
    "Client.Exchange",
    "Client.ExchangeWithConn",
  ]),
  ...suffixed({ pkg: "github.com/miekg/dns", kind: "replace", report: "never" }, "Context", ["Server.Shutdown"]),
  ...suffixed({ pkg: "github.com/slack-go/slack/socketmode", kind: "replace", mechanical: false }, "Ctx", [
    "Client.Ack",
    "Client.Send",
  ]),
  ...suffixed({ pkg: "github.com/slack-go/slack/socketmode", kind: "replace" }, "Context", [
    "Client.Open",
    "Client.Run",
    "SocketmodeHandler.RunEventLoop",
  ]),
  ...suffixed({ pkg: "golang.org/x/crypto/ssh", kind: "replace" }, "Context", ["Client.Dial"]),
  ...suffixed({ pkg: "golang.org/x/net/proxy", kind: "replace" }, "Context", ["PerHost.Dial"]),
  ...suffixed(
    {
      pkg: "google.golang.org/grpc",
      kind: "replace",
      report: "never",
      note: "both Dial and DialContext are deprecated: NewClient takes no ctx; the deadline belongs on each RPC",
    },
    "Context",
    ["Dial"],
  ),
  ...takesContext("golang.org/x/net/proxy", ["Dial"]),
  {
    pkg: "golang.org/x/crypto/ssh",
    name: "Dial",
    kind: "restructure",
    note: "ClientConfig.Timeout bounds only the TCP dial",
    variant: "(&net.Dialer{}).DialContext(ctx, …) and ssh.NewClientConn(conn, addr, cfg)",
  },
  {
    pkg: "golang.org/x/net/websocket",
    name: "Dial",
    kind: "restructure",
    variant: "(*websocket.Config).DialContext(ctx)",
  },
  ...takesContext("google.golang.org/grpc", ["ClientConn.Invoke"]),
  ...suffixed({ pkg: "github.com/slack-go/slack", kind: "replace" }, "Context", [
    "Client.PostMessage",
    "Client.UpdateMessage",
    "Client.AuthTest",
    "Client.GetUserInfo",
    "Client.GetConversations",
    "Client.OpenView",
  ]),
  { pkg: "github.com/slack-go/slack", recv: "Client", name: "*", kind: "replace", family: true, variant: "*Context" },
  ...takesContext("github.com/coder/websocket", ["Dial"]),
];
