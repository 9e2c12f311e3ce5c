import torch from "gradlenz";
out(torch);
