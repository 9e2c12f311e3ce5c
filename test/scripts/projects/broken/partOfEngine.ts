import nn from "gradlens/nn";
out(nn);
