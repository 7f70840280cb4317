// What somebody without any role is told.

export function NoRolePage() {
  return (
    <section class="narrow">
      <h1>You are signed in</h1>
      <p>Your account has no role yet, so there is nothing for you here. Ask your administrator for one.</p>
    </section>
  );
}
