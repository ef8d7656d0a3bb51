// The least that a static process costs.
int main() {
    return 0;
}
