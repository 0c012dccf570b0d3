import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

const AWS_CLIENTS = [
  ["s3", "S3"],
  ["dynamodb", "DynamoDB"],
  ["sqs", "SQS"],
  ["sns", "SNS"],
  ["lambda", "Lambda"],
  ["kms", "KMS"],
  ["secretsmanager", "SecretsManager"],
] as const;

export const cloud: readonly ContextVariantFact[] = [
  // Every operation of the first SDK has a WithContext form.
  ...AWS_CLIENTS.map(([service, recv]): ContextVariantFact => ({
    pkg: `github.com/aws/aws-sdk-go/service/${service}`,
    recv,
    name: "*",
    kind: "replace",
    family: true,
    variant: "*WithContext",
  })),
  ...takesContext("github.com/aws/aws-sdk-go-v2/config", ["LoadDefaultConfig"]),
  ...suffixed({ pkg: "github.com/hashicorp/vault/api", kind: "replace" }, "WithContext", [
    "Logical.Read",
    "Logical.Write",
    "Logical.List",
    "Logical.Delete",
    "Logical.ReadWithData",
    "Logical.Unwrap",
  ]),
  ...["Sys", "KVv1", "Auth", "TokenAuth"].map((recv): ContextVariantFact => ({
    pkg: "github.com/hashicorp/vault/api",
    recv,
    name: "*",
    kind: "replace",
    family: true,
    variant: "*WithContext",
  })),
  ...takesContext("github.com/minio/minio-go/v7", ["Client.PutObject"]),
];
